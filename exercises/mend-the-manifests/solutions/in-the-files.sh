sed -i 's/  replicas: 2/  replicas: 2\n  selector:\n    matchLabels:\n      app: cache/' cache.yaml
kubectl create -f cache.yaml
sed -i 's/^spec:/spec:\n  selector:\n    matchLabels:\n      app: logger/' logger.yaml
kubectl create -f logger.yaml
sed -i 's/  clusterIP: None/  clusterIP: None\n  selector:\n    app: cache/' cache-svc.yaml
kubectl create -f cache-svc.yaml
sed -i 's/          containers:/          restartPolicy: OnFailure\n          containers:/' cleanup.yaml
kubectl create -f cleanup.yaml
sleep 10m
