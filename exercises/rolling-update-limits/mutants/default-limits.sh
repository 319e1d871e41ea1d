# fails: careful careful-update never-less frugal frugal-update never-more
kubectl set image deployment/web nginx=nginx:1.21
kubectl rollout status deployment/web
kubectl set image deployment/web nginx=nginx:1.22
kubectl rollout status deployment/web
