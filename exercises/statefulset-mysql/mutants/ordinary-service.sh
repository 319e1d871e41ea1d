# fails: service dns
# A Service with an address of its own gives no names to single pods.
sed -i '/clusterIP/d' mysql-headless-svc.yaml
kubectl create -f mysql-headless-svc.yaml
kubectl create -f mysql-statefulset.yaml
sleep 30
kubectl logs mysql-0
kubectl set env statefulset/mysql MYSQL_ROOT_PASSWORD=learn
kubectl delete pod mysql-0
kubectl rollout status statefulset/mysql
kubectl get pods
kubectl run debug --image=busybox --restart=Never -- nslookup mysql-9.mysql
sleep 20
