# fails: recreate updated never-mixed gap back rolled no-gap
kubectl set image deployment/web nginx=nginx:1.21
kubectl rollout status deployment/web
kubectl get pods
kubectl set image deployment/web nginx=nginx:1.22
kubectl rollout status deployment/web
