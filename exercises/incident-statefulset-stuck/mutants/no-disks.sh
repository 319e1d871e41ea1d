# fails: bound running persistent
kubectl get pods,pvc
kubectl delete statefulset ledger
sed -i -e '/volumeMounts/,/mountPath/d' -e '/volumeClaimTemplates/,$d' ledger.yaml
kubectl apply -f ledger.yaml
sleep 10m
