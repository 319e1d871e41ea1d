# fails: settled served stays
# asks: deletes-pods
# The new pods come back just as they were.
kubectl get pods
kubectl delete pods --field-selector=status.phase=Pending --wait=false
sleep 1m
kubectl delete pods --field-selector=status.phase=Pending --wait=false
sleep 10m
