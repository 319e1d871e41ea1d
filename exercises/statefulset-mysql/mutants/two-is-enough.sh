# fails: cause created dns looked running
kubectl create -f mysql-headless-svc.yaml
sed -i -e 's/replicas: 3/replicas: 2/' -e 's/          image: mysql:8.0/          image: mysql:8.0\n          env: [{name: MYSQL_ROOT_PASSWORD, value: learn}]/' mysql-statefulset.yaml
kubectl create -f mysql-statefulset.yaml
kubectl rollout status statefulset/mysql
kubectl logs mysql-0
kubectl get pods
kubectl run debug --image=busybox --restart=Never -- nslookup mysql-0.mysql.default.svc.cluster.local
sleep 20
