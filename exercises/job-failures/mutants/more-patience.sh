# fails: cause mended retried
# A higher limit only fails later.
sed -i 's/backoffLimit: 3/backoffLimit: 20/' import-job.yaml
kubectl create -f import-job.yaml
sleep 10m
kubectl logs -l job-name=import
sed 's/^spec:/spec:\n  activeDeadlineSeconds: 60/' slow-job.yaml | kubectl create -f -
sleep 5m
