# fails: db once
# Deployments for everything: no stable names, and the migration starts again and again.
kubectl create deployment shop --image=nginx:1.25 --replicas=3
kubectl create deployment orders --image=redis:7 --replicas=2
kubectl create deployment migrate --image=busybox:1.36 -- sh -c 'sleep 5; echo migrated'
sed -e '/tolerations/,/NoSchedule/d' -e 's/name: node-exporter/name: metrics/' node-exporter-daemonset.yaml | kubectl apply -f -
kubectl create cronjob digest --image=busybox:1.36 --schedule='0 6 * * 1-5' -- echo sending
sleep 10m
