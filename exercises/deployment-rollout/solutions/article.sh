kubectl create deployment nginx --image=nginx:1.20 --replicas=3
kubectl rollout status deployment/nginx
kubectl get deployments
kubectl get rs
kubectl get pods
kubectl set image deployment/nginx nginx=nginx:1.21
kubectl rollout status deployment/nginx
kubectl rollout history deployment/nginx
kubectl rollout undo deployment/nginx
kubectl rollout status deployment/nginx
