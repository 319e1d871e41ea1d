kubectl create -f cache-svc.yaml
sed -e 's/  replicas: 2/  replicas: 2\n  selector: {matchLabels: {app: cache}}/' cache.yaml | kubectl apply -f -
sed -e 's/^spec:/spec:\n  selector: {matchExpressions: [{key: app, operator: In, values: [logger]}]}/' logger.yaml | kubectl apply -f -
kubectl patch service cache -p '{"spec":{"selector":{"app":"cache"}}}'
sed -e 's/          containers:/          restartPolicy: Never\n          containers:/' cleanup.yaml | kubectl apply -f -
sleep 12m
