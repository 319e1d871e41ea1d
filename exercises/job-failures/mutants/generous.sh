# fails: deadline
# A deadline that is longer than the work ends nothing.
kubectl create -f import-job.yaml
sleep 5m
kubectl logs -l job-name=import
kubectl delete job import
sed -i 's/          image: busybox:1.36/          image: busybox:1.36\n          env: [{name: SOURCE, value: "db.example"}]/' import-job.yaml
kubectl create -f import-job.yaml
sed 's/^spec:/spec:\n  activeDeadlineSeconds: 900/' slow-job.yaml | kubectl create -f -
sleep 20m
