# fails: mended
# The Job is made again as it was, and fails again.
kubectl create -f import-job.yaml
sleep 5m
kubectl logs -l job-name=import
kubectl delete job import
kubectl create -f import-job.yaml
sed 's/^spec:/spec:\n  activeDeadlineSeconds: 60/' slow-job.yaml | kubectl create -f -
sleep 5m
