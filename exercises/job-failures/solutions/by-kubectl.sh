kubectl apply -f import-job.yaml
kubectl wait job/import --for=condition=Failed --timeout=10m
kubectl logs -l job-name=import
sed 's/          image: busybox:1.36/          image: busybox:1.36\n          env: [{name: SOURCE, value: db.example}]/' import-job.yaml > mended.yaml
kubectl replace --force -f mended.yaml 2> /dev/null
kubectl wait job/import --for=condition=Complete --timeout=2m
kubectl create -f slow-job.yaml
kubectl patch job slow -p '{"spec":{"activeDeadlineSeconds":30}}'
sleep 60
