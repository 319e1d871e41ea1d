# fails: released replaced left-alone
# A deleted pod is replaced as well, but it is gone: nothing was released.
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
kubectl delete pod old-prod
sleep 30
