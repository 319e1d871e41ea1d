# fails: agent db web
# Recreate takes the shop away for every new version, an ordinary Service hides which store is which, and one node is left out.
kubectl create deployment shop --image=nginx:1.25 --replicas=3
kubectl patch deployment shop -p '{"spec":{"strategy":{"type":"Recreate","rollingUpdate":null}}}'
sed -e 's/mysql/orders/g' -e '/clusterIP/d' mysql-headless-svc.yaml | kubectl apply -f -
sed -e 's/image: mysql:8.0/image: redis:7/' -e 's/replicas: 3/replicas: 2/' -e 's/mysql/orders/g' mysql-statefulset.yaml | kubectl apply -f -
kubectl label node worker-1 worker-2 metrics=on
sed -e '/tolerations/,/NoSchedule/d' -e 's/name: node-exporter/name: metrics/' -e 's/^    spec:/    spec:\n      nodeSelector: {metrics: "on"}/' node-exporter-daemonset.yaml | kubectl apply -f -
kubectl create job migrate --image=busybox:1.36 -- sh -c 'sleep 5; echo migrated'
kubectl create cronjob digest --image=busybox:1.36 --schedule='0 6 * * 1-5' -- echo sending
sleep 2m
