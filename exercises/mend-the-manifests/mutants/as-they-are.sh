# fails: statefulset daemonset service cronjob
kubectl create -f cache.yaml
kubectl create -f logger.yaml
kubectl create -f cache-svc.yaml
kubectl create -f cleanup.yaml
sleep 15m
