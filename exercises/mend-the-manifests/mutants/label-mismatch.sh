# fails: daemonset service statefulset
# A selector that does not match the template is refused, too.
sed -i 's/  replicas: 2/  replicas: 2\n  selector: {matchLabels: {app: redis}}/' cache.yaml
sed -i 's/^spec:/spec:\n  selector: {matchLabels: {app: log}}/' logger.yaml
sed -i 's/  clusterIP: None/  clusterIP: None\n  selector: {app: cache}/' cache-svc.yaml
sed -i 's/          containers:/          restartPolicy: OnFailure\n          containers:/' cleanup.yaml
kubectl create -f cache.yaml -f logger.yaml -f cache-svc.yaml -f cleanup.yaml
sleep 15m
