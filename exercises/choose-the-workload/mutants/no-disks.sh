# fails: db
# A StatefulSet without volumes and without a Service has names, but nothing behind them.
kubectl create deployment shop --image=nginx:1.25 --replicas=3
sed -e 's/image: mysql:8.0/image: redis:7/' -e 's/replicas: 3/replicas: 2/' -e 's/mysql/orders/g' -e '/volumeMounts/,/mountPath/d' -e '/volumeClaimTemplates/,$d' mysql-statefulset.yaml | kubectl apply -f -
sed -e '/tolerations/,/NoSchedule/d' -e 's/name: node-exporter/name: metrics/' node-exporter-daemonset.yaml | kubectl apply -f -
kubectl create job migrate --image=busybox:1.36 -- sh -c 'sleep 5; echo migrated'
kubectl create cronjob digest --image=busybox:1.36 --schedule='0 6 * * 1-5' -- echo sending
sleep 10m
