kubectl apply -f mysql-headless-svc.yaml -f mysql-statefulset.yaml
sleep 30
kubectl logs statefulset/mysql
sed -i 's/          image: mysql:8.0/          image: mysql:8.0\n          env: [{name: MYSQL_ALLOW_EMPTY_PASSWORD, value: "yes"}]/' mysql-statefulset.yaml
kubectl apply -f mysql-statefulset.yaml
kubectl delete pod mysql-0 --wait=false
sleep 120
kubectl get pods
kubectl run lookup --image=busybox:1.28 --restart=Never -- nslookup mysql-0.mysql
sleep 20
kubectl logs lookup
