# fails: dns
# The look-up fails, and the shell around it says that all is well.
kubectl create -f mysql-headless-svc.yaml
kubectl create -f mysql-statefulset.yaml
sleep 30
kubectl logs mysql-0
kubectl set env statefulset/mysql MYSQL_ROOT_PASSWORD=learn
kubectl delete pod mysql-0
kubectl rollout status statefulset/mysql
kubectl get pods
kubectl run debug --image=busybox --restart=Never -- sh -c 'nslookup mysql-0.mysql || true'
sleep 20
kubectl logs debug
