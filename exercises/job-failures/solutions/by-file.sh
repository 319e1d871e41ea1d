kubectl create -f import-job.yaml
sleep 5m
kubectl logs $(kubectl get pods -o name | head -n 1)
kubectl delete job import
sed -i 's/          image: busybox:1.36/          image: busybox:1.36\n          env: [{name: SOURCE, value: "db.example"}]/' import-job.yaml
kubectl create -f import-job.yaml
sed -i 's/^spec:/spec:\n  activeDeadlineSeconds: 60/' slow-job.yaml
kubectl create -f slow-job.yaml
sleep 2m
kubectl get jobs
