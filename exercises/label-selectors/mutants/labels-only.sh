# fails: selector adopted three released replaced left-alone
# Labels alone also match the pod of the dev environment.
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
kubectl label pod old-prod environment=debug --overwrite
sleep 30
