# fails: retried cause mended
# Nothing ever failed, so there was nothing to learn from.
sed -i 's/          image: busybox:1.36/          image: busybox:1.36\n          env: [{name: SOURCE, value: "db.example"}]/' import-job.yaml
kubectl create -f import-job.yaml
sleep 1m
kubectl logs -l job-name=import
sed 's/^spec:/spec:\n  activeDeadlineSeconds: 60/' slow-job.yaml | kubectl create -f -
sleep 5m
