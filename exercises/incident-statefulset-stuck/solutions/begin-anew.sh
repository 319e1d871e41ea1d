kubectl describe pod ledger-0
kubectl get pvc,storageclass
kubectl delete statefulset ledger
kubectl delete pvc --all
sed -i '/storageClassName/d' ledger.yaml
kubectl apply -f ledger.yaml
kubectl rollout status statefulset/ledger
