# fails: db nightly once web
kubectl create deployment orders --image=nginx:1.25 --replicas=3
sed -e 's/mysql/shop/g' mysql-headless-svc.yaml | kubectl apply -f -
sed -e 's/image: mysql:8.0/image: redis:7/' -e 's/replicas: 3/replicas: 2/' -e 's/mysql/shop/g' mysql-statefulset.yaml | kubectl apply -f -
kubectl create job digest --image=busybox:1.36 -- echo sending
kubectl create cronjob migrate --image=busybox:1.36 --schedule='0 6 * * 1-5' -- sh -c 'sleep 5; echo migrated'
sed -e '/tolerations/,/NoSchedule/d' -e 's/name: node-exporter/name: metrics/' node-exporter-daemonset.yaml | kubectl apply -f -
sleep 2m
