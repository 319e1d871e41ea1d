# fails: service
# The addresses are written down by hand: as soon as a pod is made anew, they are wrong.
sed -i 's/  replicas: 2/  replicas: 2\n  selector: {matchLabels: {app: cache}}/' cache.yaml
sed -i 's/^spec:/spec:\n  selector: {matchLabels: {app: logger}}/' logger.yaml
sed -i 's/          containers:/          restartPolicy: OnFailure\n          containers:/' cleanup.yaml
kubectl create -f cache.yaml -f logger.yaml -f cache-svc.yaml -f cleanup.yaml
kubectl rollout status statefulset/cache
cat <<MANIFEST | kubectl create -f -
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: cache-by-hand, labels: {kubernetes.io/service-name: cache}}
addressType: IPv4
ports: [{port: 6379}]
endpoints:
  - {addresses: [$(kubectl get pod cache-0 -o jsonpath='{.status.podIP}')], conditions: {ready: true}}
  - {addresses: [$(kubectl get pod cache-1 -o jsonpath='{.status.podIP}')], conditions: {ready: true}}
MANIFEST
sleep 15m
