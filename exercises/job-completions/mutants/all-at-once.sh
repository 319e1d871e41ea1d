# fails: never-more
# It begins with three and is then told to hurry.
kubectl create -f data-processing-job.yaml
sleep 10
kubectl patch job data-processing -p '{"spec":{"parallelism":10}}'
sleep 300
kubectl logs -l job-name=data-processing
kubectl get jobs
