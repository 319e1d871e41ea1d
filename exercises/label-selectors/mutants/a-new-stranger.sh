# fails: left-alone released replaced
# A pod that never belonged to the ReplicaSet cannot be let go by it.
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
kubectl run stranger --image=myapp:v1 --labels=app=myapp,version=v1,environment=debug
sleep 30
