# fails: web agent nightly
# A bare ReplicaSet cannot roll out; three replicas are not one on every node; every day is not every weekday.
sed -e 's/myapp-rs/shop/' -e 's/myapp:v1/nginx:1.25/' myapp-rs.yaml | kubectl apply -f -
kubectl create deployment metrics --image=prom/node-exporter:latest --replicas=3
sed -e 's/mysql/orders/g' mysql-headless-svc.yaml | kubectl apply -f -
sed -e 's/image: mysql:8.0/image: redis:7/' -e 's/replicas: 3/replicas: 2/' -e 's/mysql/orders/g' mysql-statefulset.yaml | kubectl apply -f -
kubectl create job migrate --image=busybox:1.36 -- sh -c 'sleep 5; echo migrated'
kubectl create cronjob digest --image=busybox:1.36 --schedule='0 6 * * *' -- echo sending
sleep 10m
