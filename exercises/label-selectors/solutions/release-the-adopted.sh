cat <<'MANIFEST' | kubectl apply -f -
apiVersion: apps/v1
kind: ReplicaSet
metadata:
  name: myapp-rs
spec:
  replicas: 3
  selector:
    matchLabels:
      app: myapp
      version: v1
    matchExpressions:
      - key: environment
        operator: In
        values:
          - production
          - staging
  template:
    metadata:
      labels:
        app: myapp
        version: v1
        environment: staging
    spec:
      containers:
        - name: myapp
          image: myapp:v1
MANIFEST
sleep 30
kubectl get pods -L environment
kubectl label pod old-prod environment=debug --overwrite
sleep 30
