kubectl create -f mysql-statefulset-with-password.yaml
kubectl create -f mysql-headless-svc.yaml
kubectl rollout status statefulset/mysql
kubectl logs mysql-0
kubectl get pods
printf 'nslookup mysql-0.mysql.default.svc.cluster.local\nexit\n' | kubectl run -i --rm debug --image=busybox --restart=Never -- sh 2> /dev/null
