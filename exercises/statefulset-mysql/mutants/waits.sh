# fails: running looked dns
# The template is mended, but nobody makes room: the controller waits for the broken mysql-0 for ever.
kubectl create -f mysql-headless-svc.yaml
kubectl create -f mysql-statefulset.yaml
sleep 30
kubectl logs mysql-0
kubectl set env statefulset/mysql MYSQL_ROOT_PASSWORD=learn
sleep 1h
kubectl get pods
kubectl run debug --image=busybox --restart=Never -- nslookup mysql-0.mysql.default.svc.cluster.local
sleep 20
