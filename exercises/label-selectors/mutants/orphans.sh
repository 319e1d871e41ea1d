# fails: left-alone released replaced
# Without the ReplicaSet its pods belong to nobody, but their labels are what they were.
cat > rs.yaml <<'MANIFEST'
apiVersion: apps/v1
kind: ReplicaSet
metadata: {name: myapp-rs}
spec:
  replicas: 3
  selector:
    matchLabels: {app: myapp, version: v1}
    matchExpressions: [{key: environment, operator: In, values: [production, staging]}]
  template:
    metadata: {labels: {app: myapp, version: v1, environment: staging}}
    spec: {containers: [{name: myapp, image: myapp:v1}]}
MANIFEST
kubectl apply -f rs.yaml
sleep 30
kubectl delete rs myapp-rs --cascade=orphan
kubectl apply -f rs.yaml
sleep 30
