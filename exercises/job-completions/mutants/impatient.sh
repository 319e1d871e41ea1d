# fails: never-more complete looked
kubectl create -f data-processing-job.yaml
sleep 20
kubectl logs -l job-name=data-processing
kubectl get jobs
kubectl delete job data-processing
sleep 60
