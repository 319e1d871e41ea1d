# fails: complete logs looked never-more started
sed -i 's/completions: 10 /completions: 5 /' data-processing-job.yaml
kubectl create -f data-processing-job.yaml
sleep 10
kubectl logs -l job-name=data-processing
sleep 300
kubectl get jobs
