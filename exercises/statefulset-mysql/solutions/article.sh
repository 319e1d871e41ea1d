kubectl create -f mysql-headless-svc.yaml
kubectl create -f mysql-statefulset.yaml
sleep 60
kubectl get pods -l app=mysql
kubectl logs mysql-0
kubectl set env statefulset/mysql MYSQL_ROOT_PASSWORD=learn
kubectl delete pod mysql-0
kubectl rollout status statefulset/mysql
kubectl get pods -l app=mysql
kubectl run -it --rm debug --image=busybox --restart=Never -- nslookup mysql-0.mysql 2> /dev/null
kubectl run lookup --image=busybox --restart=Never -- nslookup mysql-0.mysql.default.svc.cluster.local
sleep 20
kubectl logs lookup
