cat > web.yaml <<'MANIFEST'
apiVersion: apps/v1
kind: Deployment
metadata:
  name: nginx
spec:
  replicas: 3
  selector:
    matchLabels:
      app: nginx
  template:
    metadata:
      labels:
        app: nginx
    spec:
      containers:
        - name: nginx
          image: nginx:1.20
MANIFEST
kubectl apply -f web.yaml
kubectl wait deployment/nginx --for=condition=Available --timeout=2m
kubectl get deployments,rs,pods
sed -i 's/nginx:1.20/nginx:1.21/' web.yaml
kubectl apply -f web.yaml
kubectl rollout status deployment nginx
kubectl rollout history deployment nginx
kubectl patch deployment nginx -p '{"spec":{"template":{"spec":{"containers":[{"name":"nginx","image":"nginx:1.20"}]}}}}'
kubectl rollout status deployment nginx
