# fails: changed created history looked no-gap rolled-back updated watched
# All of it, but to another Deployment.
kubectl create deployment web --image=nginx:1.20 --replicas=3
kubectl rollout status deployment/web
kubectl set image deployment/web nginx=nginx:1.21
kubectl rollout status deployment/web
kubectl rollout history deployment/web
kubectl rollout undo deployment/web
kubectl rollout status deployment/web
