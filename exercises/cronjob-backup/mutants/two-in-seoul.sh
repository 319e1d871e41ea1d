# fails: history looked-jobs ran
# Two o'clock in Seoul is five in the afternoon of this cluster.
sed -i 's/^spec:/spec:\n  timeZone: Asia\/Seoul/' backup-cronjob.yaml
kubectl create -f backup-cronjob.yaml
kubectl get cronjobs
jump 02:00
sleep 1m
kubectl get jobs
