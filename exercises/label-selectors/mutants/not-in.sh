# fails: adopted left-alone released replaced selector three
# Everything but dev is not the same as production and staging.
cat > rs.yaml <<'MANIFEST'
apiVersion: apps/v1
kind: ReplicaSet
metadata: {name: myapp-rs}
spec:
  replicas: 3
  selector:
    matchLabels: {app: myapp, version: v1}
    matchExpressions: [{key: environment, operator: NotIn, values: [dev, debug]}]
  template:
    metadata: {labels: {app: myapp, version: v1, environment: staging}}
    spec: {containers: [{name: myapp, image: myapp:v1}]}
MANIFEST
kubectl apply -f rs.yaml
sleep 30
kubectl label pod old-prod environment=debug --overwrite
sleep 30
