# fails: dns looked running
# asks: deletes-without-mending
# A new mysql-0 is made as the old one was.
kubectl create -f mysql-headless-svc.yaml
kubectl create -f mysql-statefulset.yaml
sleep 30
kubectl logs mysql-0
for i in 1 2 3; do kubectl delete pod mysql-0; sleep 30; done
