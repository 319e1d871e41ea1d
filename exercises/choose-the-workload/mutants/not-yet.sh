# fails: nightly once
# The migration fails, the digest is suspended.
kubectl create deployment shop --image=nginx:1.25 --replicas=3
sed -e 's/mysql/orders/g' mysql-headless-svc.yaml | kubectl apply -f -
sed -e 's/image: mysql:8.0/image: redis:7/' -e 's/replicas: 3/replicas: 2/' -e 's/mysql/orders/g' mysql-statefulset.yaml | kubectl apply -f -
sed -e '/tolerations/,/NoSchedule/d' -e 's/name: node-exporter/name: metrics/' node-exporter-daemonset.yaml | kubectl apply -f -
kubectl create job migrate --image=busybox:1.36 -- sh -c 'sleep 5; exit 1'
kubectl create cronjob digest --image=busybox:1.36 --schedule='0 6 * * 1-5' --dry-run=client -o yaml -- echo sending | sed 's/^spec:/spec:\n  suspend: true/' | kubectl apply -f -
sleep 5m
