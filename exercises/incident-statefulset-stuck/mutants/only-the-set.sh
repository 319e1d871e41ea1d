# fails: bound running persistent
# The claim of the first try is still there and still asks for the missing class.
kubectl get pods,pvc
kubectl delete statefulset ledger
sed -i '/storageClassName/d' ledger.yaml
kubectl apply -f ledger.yaml
sleep 10m
