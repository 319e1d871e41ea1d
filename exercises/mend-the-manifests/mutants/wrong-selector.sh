# fails: service
# The Service selects a label that no pod has.
sed -i 's/  replicas: 2/  replicas: 2\n  selector: {matchLabels: {app: cache}}/' cache.yaml
kubectl create -f cache.yaml
sed -i 's/^spec:/spec:\n  selector: {matchLabels: {app: logger}}/' logger.yaml
kubectl create -f logger.yaml
sed -i 's/  clusterIP: None/  clusterIP: None\n  selector: {app: redis}/' cache-svc.yaml
kubectl create -f cache-svc.yaml
sed -i 's/          containers:/          restartPolicy: OnFailure\n          containers:/' cleanup.yaml
kubectl create -f cleanup.yaml
sleep 15m
