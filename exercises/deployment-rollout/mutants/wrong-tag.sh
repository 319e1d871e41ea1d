# fails: changed updated no-gap watched history rolled-back
# A tag that no registry has: the rollout never completes.
kubectl create deployment nginx --image=nginx:1.20 --replicas=3
kubectl rollout status deployment/nginx
kubectl get deployments
kubectl get rs
kubectl get pods
kubectl set image deployment/nginx nginx=nginx:1.2l
kubectl get deployment nginx
kubectl rollout undo deployment/nginx
kubectl rollout status deployment/nginx
