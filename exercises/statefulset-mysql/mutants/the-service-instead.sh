# fails: dns
# The name of the Service stands for all three; nobody asked for mysql-0.
kubectl create -f mysql-headless-svc.yaml
kubectl create -f mysql-statefulset.yaml
sleep 30
kubectl logs mysql-0
kubectl set env statefulset/mysql MYSQL_ROOT_PASSWORD=learn
kubectl delete pod mysql-0
kubectl rollout status statefulset/mysql
kubectl get pods
kubectl run debug --image=busybox --restart=Never -- nslookup mysql.default.svc.cluster.local
sleep 20
kubectl logs debug
