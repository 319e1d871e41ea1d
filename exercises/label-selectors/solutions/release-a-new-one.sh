cat <<'MANIFEST' | kubectl create -f -
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
kubectl patch pod $(kubectl get pods -o name | grep myapp-rs | head -n 1 | cut -d / -f 2) -p '{"metadata":{"labels":{"environment":"debug"}}}'
sleep 30
