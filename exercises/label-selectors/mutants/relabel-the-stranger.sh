# fails: left-alone
# The dev pod is made to match, so it is adopted as well.
kubectl label pod old-dev environment=staging --overwrite
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
kubectl label pod old-prod environment=debug --overwrite
sleep 30
