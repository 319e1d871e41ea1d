# fails: dns looked running
# Another tag does not help when there is none of that name.
kubectl create -f mysql-headless-svc.yaml
kubectl create -f mysql-statefulset.yaml
sleep 30
kubectl logs mysql-0
kubectl set image statefulset/mysql mysql=mysql:no-such
kubectl delete pod mysql-0
sleep 5m
kubectl get pods
kubectl run debug --image=busybox --restart=Never -- nslookup mysql-0.mysql.default.svc.cluster.local
sleep 20
