# fails: cronjob service statefulset
sed -i 's/  replicas: 2/  replicas: 1\n  selector: {matchLabels: {app: cache}}/' cache.yaml
sed -i 's/^spec:/spec:\n  selector: {matchLabels: {app: logger}}/' logger.yaml
sed -i 's/  clusterIP: None/  clusterIP: None\n  selector: {app: cache}/' cache-svc.yaml
sed -i -e 's/          containers:/          restartPolicy: OnFailure\n          containers:/' -e 's/  schedule:/  suspend: true\n  schedule:/' cleanup.yaml
kubectl create -f cache.yaml -f logger.yaml -f cache-svc.yaml -f cleanup.yaml
sleep 15m
