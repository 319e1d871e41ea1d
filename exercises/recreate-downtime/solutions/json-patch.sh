kubectl patch deployment web --type=json -p '[{"op":"replace","path":"/spec/strategy","value":{"type":"Recreate"}},{"op":"replace","path":"/spec/template/spec/containers/0/image","value":"nginx:1.21"}]'
kubectl get pods
kubectl rollout status deployment/web
kubectl patch deployment web --type=json -p '[{"op":"replace","path":"/spec/strategy/type","value":"RollingUpdate"}]'
kubectl get deployment web -o yaml | sed 's/nginx:1.21/nginx:1.22/' | kubectl apply -f - 2> /dev/null
kubectl rollout status deployment/web
