kubectl get deployment web -o yaml > web.yaml
sed -i -e 's/maxSurge: 25%/maxSurge: 1/' -e 's/maxUnavailable: 25%/maxUnavailable: 0/' web.yaml
kubectl replace -f web.yaml
kubectl set image deployment web '*=nginx:1.21'
kubectl rollout status deployment web
kubectl get deployment web -o yaml | sed -e 's/maxSurge: 1/maxSurge: 0/' -e 's/maxUnavailable: 0/maxUnavailable: 2/' -e 's/nginx:1.21/nginx:1.22/' > web.yaml
kubectl replace -f web.yaml
kubectl rollout status deployment web
