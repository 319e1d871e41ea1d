# fails: bound running persistent
kubectl get pods,pvc
kubectl delete pod ledger-0
sleep 10m
