# fails: started logs never-more complete looked
sed -i '/parallelism/d' data-processing-job.yaml
kubectl create -f data-processing-job.yaml
sleep 600
kubectl logs -l job-name=data-processing
kubectl get jobs
