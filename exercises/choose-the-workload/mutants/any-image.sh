# fails: agent db nightly once web
# The right kinds, and in each of them something else than what was asked for.
kubectl create deployment shop --image=nginx:1.20 --replicas=3
sed -e 's/mysql/orders/g' mysql-headless-svc.yaml | kubectl apply -f -
sed -e 's/image: mysql:8.0/image: nginx:1.25/' -e 's/replicas: 3/replicas: 2/' -e 's/mysql/orders/g' mysql-statefulset.yaml | kubectl apply -f -
sed -e '/tolerations/,/NoSchedule/d' -e 's/name: node-exporter/name: metrics/' -e 's/prom.metrics:latest/nginx:1.25/' -e 's/prom.node-exporter:latest/nginx:1.25/' node-exporter-daemonset.yaml | kubectl apply -f -
kubectl create job migrate --image=busybox:1.36 -- true
kubectl create cronjob digest --image=busybox:1.36 --schedule='0 6 * * 1-5' -- true
sleep 2m
